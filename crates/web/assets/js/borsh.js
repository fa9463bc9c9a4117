// Borsh, the encoding of the record: one value, one sequence of bytes.
//
// A shape is a pair {read, write}. Shapes are put together from smaller ones, so that a type of the
// ledger is one line here, and reading and writing cannot drift apart. Every length is checked
// against the bytes that are left before anything is allocated.

/** Bytes that are not what the shape says. */
export class Malformed extends Error {}

/** Reads from the front of a byte array and never past its end. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  /** @returns {number} bytes not read yet */
  get left() {
    return this.bytes.length - this.at;
  }

  /**
   * Steps over `count` bytes and returns where they begin.
   * @param {number} count
   */
  step(count) {
    if (count > this.left) throw new Malformed(`byte ${this.at}: ${count} more expected, ${this.left} left`);
    this.at += count;
    return this.at - count;
  }
}

/** Collects what shapes write. */
export class Writer {
  constructor() {
    /** @type {number[]} */
    this.bytes = [];
  }

  /** @param {Iterable<number>} bytes */
  put(bytes) {
    for (const byte of bytes) this.bytes.push(byte);
  }
}

/**
 * @template T
 * @typedef {{read: (reader: Reader) => T, write: (writer: Writer, value: T) => void}} Shape
 */

/**
 * @param {number} size bytes of the number
 * @param {'getUint8' | 'getUint16' | 'getUint32'} get
 * @returns {Shape<number>}
 */
const unsigned = (size, get) => ({
  read: (reader) => reader.view[get](reader.step(size), true),
  write: (writer, value) => {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** size) throw new RangeError(`${value} is no u${size * 8}`);
    for (let at = 0; at < size; at += 1) writer.bytes.push(Math.floor(value / 256 ** at) % 256);
  },
});

export const u8 = unsigned(1, 'getUint8');
export const u16 = unsigned(2, 'getUint16');
export const u32 = unsigned(4, 'getUint32');

/** @type {Shape<number>} */
export const i32 = {
  read: (reader) => reader.view.getInt32(reader.step(4), true),
  write: (writer, value) => {
    if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 31) throw new RangeError(`${value} is no i32`);
    u32.write(writer, value < 0 ? value + 2 ** 32 : value);
  },
};

/** @type {Shape<bigint>} */
export const u64 = {
  read: (reader) => reader.view.getBigUint64(reader.step(8), true),
  write: (writer, value) => {
    if (value < 0n || value >= 1n << 64n) throw new RangeError(`${value} is no u64`);
    for (let at = 0n; at < 8n; at += 1n) writer.bytes.push(Number((value >> (8n * at)) & 255n));
  },
};

/** @type {Shape<boolean>} */
export const bool = {
  read: (reader) => {
    const byte = u8.read(reader);
    if (byte > 1) throw new Malformed(`byte ${reader.at - 1}: ${byte} is no bool`);
    return byte === 1;
  },
  write: (writer, value) => u8.write(writer, value ? 1 : 0),
};

/**
 * @param {number} size
 * @returns {Shape<Uint8Array>}
 */
export const fixed = (size) => ({
  read: (reader) => {
    const from = reader.step(size);
    return reader.bytes.slice(from, from + size);
  },
  write: (writer, value) => {
    if (value.length !== size) throw new RangeError(`${value.length} bytes where ${size} belong`);
    writer.put(value);
  },
});

/** @type {Shape<Uint8Array>} */
export const blob = {
  read: (reader) => fixed(u32.read(reader)).read(reader),
  write: (writer, value) => {
    u32.write(writer, value.length);
    writer.put(value);
  },
};

/** @type {Shape<string>} */
export const text = {
  read: (reader) => {
    const bytes = blob.read(reader);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Malformed(`byte ${reader.at - bytes.length}: not UTF-8`);
    }
  },
  write: (writer, value) => blob.write(writer, new TextEncoder().encode(value)),
};

/**
 * @template T
 * @param {Shape<T>} item a shape of at least one byte
 * @returns {Shape<T[]>}
 */
export const list = (item) => ({
  read: (reader) => {
    const count = u32.read(reader);
    if (count > reader.left) throw new Malformed(`byte ${reader.at}: a list of ${count} in ${reader.left} bytes`);
    return Array.from({ length: count }, () => item.read(reader));
  },
  write: (writer, value) => {
    u32.write(writer, value.length);
    for (const it of value) item.write(writer, it);
  },
});

/**
 * @template T
 * @param {Shape<T>} item
 * @param {number} count
 * @returns {Shape<T[]>}
 */
export const array = (item, count) => ({
  read: (reader) => Array.from({ length: count }, () => item.read(reader)),
  write: (writer, value) => {
    if (value.length !== count) throw new RangeError(`${value.length} items where ${count} belong`);
    for (const it of value) item.write(writer, it);
  },
});

/**
 * @template T
 * @param {Shape<T>} item
 * @returns {Shape<T | null>}
 */
export const option = (item) => ({
  read: (reader) => (bool.read(reader) ? item.read(reader) : null),
  write: (writer, value) => {
    bool.write(writer, value !== null);
    if (value !== null) item.write(writer, value);
  },
});

/**
 * Fields in order.
 * @param {Record<string, Shape<any>>} fields
 * @returns {Shape<Record<string, any>>}
 */
export const struct = (fields) => ({
  read: (reader) => Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, shape.read(reader)])),
  write: (writer, value) => {
    for (const [name, shape] of Object.entries(fields)) shape.write(writer, value[name]);
  },
});

/** Nothing at all: the body of a variant without fields. */
export const unit = /** @type {Shape<null>} */ ({ read: () => null, write: () => {} });

/**
 * A word by number.
 * @param {...string} words in order of their discriminants, from 0; `@27` says that the next has 27
 * @returns {Shape<string>}
 */
export const word = (...words) => {
  /** @type {Map<number, string>} */
  const byNumber = new Map();
  /** @type {Map<string, number>} */
  const byWord = new Map();
  let next = 0;
  for (const it of words) {
    if (it.startsWith('@')) {
      next = Number(it.slice(1));
    } else {
      byNumber.set(next, it);
      byWord.set(it, next);
      next += 1;
    }
  }
  return {
    read: (reader) => {
      const number = u8.read(reader);
      const found = byNumber.get(number);
      if (found === undefined) throw new Malformed(`byte ${reader.at - 1}: no variant ${number}`);
      return found;
    },
    write: (writer, value) => {
      const number = byWord.get(value);
      if (number === undefined) throw new RangeError(`no variant ${value}`);
      u8.write(writer, number);
    },
  };
};

/**
 * One of several shapes by number, read as `{kind, value}`.
 * @param {Record<string, Shape<any>>} variants in order of their discriminants, from 0, with gaps as in {@link word}
 * @returns {Shape<{kind: string, value: any}>}
 */
export const oneOf = (variants) => {
  const kind = word(...Object.keys(variants));
  return {
    read: (reader) => {
      const name = kind.read(reader);
      return { kind: name, value: variants[name].read(reader) };
    },
    write: (writer, value) => {
      kind.write(writer, value.kind);
      variants[value.kind].write(writer, value.value);
    },
  };
};

/**
 * Reads one value that takes all of `bytes`, and makes sure they are the only way to write it.
 * @template T
 * @param {Shape<T>} shape
 * @param {Uint8Array} bytes
 * @returns {T}
 */
export function decode(shape, bytes) {
  const reader = new Reader(bytes);
  const value = shape.read(reader);
  if (reader.left > 0) throw new Malformed(`${reader.left} bytes too many`);
  const again = encode(shape, value);
  if (again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at])) throw new Malformed('not canonical');
  return value;
}

/**
 * @template T
 * @param {Shape<T>} shape
 * @param {T} value
 * @returns {Uint8Array}
 */
export function encode(shape, value) {
  const writer = new Writer();
  shape.write(writer, value);
  return Uint8Array.from(writer.bytes);
}
