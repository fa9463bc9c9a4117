//! How the worker shuts itself in, from the outside wall to the inside one.
//!
//! 1. Resource limits, kept by every kernel: memory, processor time, file size, descriptors.
//! 2. Landlock (Linux 5.13 and later): files may be created below the output folder, nothing else
//!    may be opened; later kernels also refuse the network.
//! 3. A list of permitted system calls (seccomp): memory, the open descriptors, write-only opens.
//!    No sockets, no processes, no reads of other files, even where Landlock is missing.
//!
//! Walls two and three are raised as far as the kernel has them; [`crate::Jail::try_walls`] says
//! which ones hold on this machine.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::process::{Resource, Rlimit, Signal, setrlimit};

use crate::Limits;

const RESTARTED_VARIABLE: &str = "MEENT_MEDIA_RESTARTED";

/// Starts the worker afresh without descriptors its launcher left open, if there are any.
///
/// # Errors
///
/// The restart failed, or descriptors survived it; the worker must not go on.
pub(crate) fn drop_inherited_descriptors() -> io::Result<()> {
    let restarted = std::env::var_os(RESTARTED_VARIABLE).is_some();
    if open_descriptors_beyond_standard() == Some(0)
        || (restarted && cfg!(not(target_os = "linux")))
    {
        return Ok(());
    }
    if restarted {
        return Err(io::Error::other("descriptors stayed open across a restart"));
    }
    close_fds::set_fds_cloexec(3, &[]);
    let this = if cfg!(target_os = "linux") {
        "/proc/self/exe".into()
    } else {
        std::env::current_exe()?
    };
    Err(Command::new(this)
        .args(std::env::args_os().skip(1))
        .env(RESTARTED_VARIABLE, "1")
        .exec())
}

/// The number of open descriptors above standard error, or `None` where it cannot be seen.
pub(crate) fn open_descriptors_beyond_standard() -> Option<usize> {
    let listing = std::fs::read_dir("/proc/self/fd")
        .or_else(|_| std::fs::read_dir("/dev/fd"))
        .ok()?;
    let numbers = listing.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    // The listing itself holds one descriptor.
    Some(
        numbers
            .filter(|&number| number > 2)
            .count()
            .saturating_sub(1),
    )
}

/// Takes on `limits` for good, dies with the server, and lets the server's other work go first.
///
/// # Errors
///
/// The kernel refused a limit; the worker must not go on.
pub(crate) fn limit_resources(limits: &Limits) -> io::Result<()> {
    let both = |bytes: u64| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    setrlimit(Resource::Core, both(0))?;
    setrlimit(Resource::As, both(limits.memory_bytes))?;
    // One second between the signal that can be told apart (SIGXCPU) and the one that cannot.
    let cpu = Rlimit {
        current: Some(limits.cpu_seconds),
        maximum: Some(limits.cpu_seconds + 1),
    };
    setrlimit(Resource::Cpu, cpu)?;
    setrlimit(Resource::Fsize, both(limits.output_bytes))?;
    setrlimit(Resource::Nofile, both(16))?;
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    let _: Result<i32, rustix::io::Errno> = rustix::process::nice(5); // A courtesy, not a wall.
    Ok(())
}

/// Gives up files, network and processes, as far as this kernel can take them away.
///
/// # Errors
///
/// The kernel has the wall but raising it failed; the worker must not go on.
#[cfg(target_os = "linux")]
pub(crate) fn shut_in(out_dir: &Path) -> io::Result<()> {
    shut_files(out_dir).map_err(io::Error::other)?;
    shut_calls().map_err(io::Error::other)
}

/// Other systems keep the resource limits and the deadline alone (ADR-0006).
#[cfg(not(target_os = "linux"))]
pub(crate) fn shut_in(_out_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn shut_files(out_dir: &Path) -> Result<(), landlock::RulesetError> {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
        path_beneath_rules,
    };
    let abi = ABI::V6;
    let create = AccessFs::WriteFile | AccessFs::MakeReg | AccessFs::Truncate;
    Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules([out_dir], create))?
        .restrict_self()?;
    Ok(())
}

#[cfg(target_os = "linux")]
fn shut_calls() -> Result<(), seccompiler::Error> {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen as Len, SeccompCmpOp as Is, SeccompCondition,
        SeccompFilter, SeccompRule,
    };
    let Ok(arch) = std::env::consts::ARCH.try_into() else {
        return Ok(()); // An architecture the filter does not know.
    };
    let access_mode = u64::from(libc::O_ACCMODE.unsigned_abs());
    let write_only = u64::from(libc::O_WRONLY.unsigned_abs());
    let own_process = u64::from(std::process::id());
    let only = |argument, how, value| -> Result<Vec<SeccompRule>, seccompiler::Error> {
        let condition = SeccompCondition::new(argument, Len::Dword, how, value)?;
        Ok(vec![SeccompRule::new(vec![condition])?])
    };
    let mut rules: std::collections::BTreeMap<i64, Vec<SeccompRule>> =
        PERMITTED.iter().map(|&call| (call, Vec::new())).collect();
    rules.insert(
        libc::SYS_openat,
        only(2, Is::MaskedEq(access_mode), write_only)?,
    );
    // An abort is a signal to oneself, and to nobody else.
    rules.insert(libc::SYS_tgkill, only(0, Is::Eq, own_process)?);
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let program: BpfProgram =
        SeccompFilter::new(rules, refuse, SeccompAction::Allow, arch)?.try_into()?;
    seccompiler::apply_filter(&program)
}

/// Memory, time, randomness, the open descriptors and the way out.
#[cfg(target_os = "linux")]
const PERMITTED: [i64; 33] = [
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_fcntl,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_exit,
    libc::SYS_exit_group,
];
