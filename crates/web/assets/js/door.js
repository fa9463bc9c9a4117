// Requests to the node's own JSON, with its answers told apart: done, refused, or not reached.

/** The node said no, or could not be reached; `kept` is always everything the member entered. */
export class DoorError extends Error {
  /** @param {string} code @param {string} message @param {number} status zero if nothing answered */
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {unknown} [body] sent as JSON by POST; without one the request is a GET
 * @returns {Promise<any>}
 */
export async function ask(path, body) {
  const headers = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, { ...request, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new DoorError('unreachable', '', 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new DoorError(answer.code ?? `http-${response.status}`, answer.message ?? '', response.status);
  return answer;
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function askText(path) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new DoorError('unreachable', '', 0);
  }
  if (!response.ok) throw new DoorError(`http-${response.status}`, '', response.status);
  return response.text();
}
