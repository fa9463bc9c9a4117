//! The servers under load: started on a free port, asked a question now and then, stopped.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long a server may take to answer its first request.
const START_MAX: Duration = Duration::from_secs(600);

/// A server process on a port of its own. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
    /// From starting the process to its first answer.
    pub started_in: Duration,
}

/// An answer to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Header lines, as they came.
    pub headers: Vec<String>,
    /// Body bytes.
    pub body: Vec<u8>,
}

impl Server {
    /// Starts `command`, in whose arguments `{port}` becomes a free port, and waits until `path`
    /// is answered.
    ///
    /// # Errors
    ///
    /// If it ends or is silent for ten minutes; its last words are in `log`.
    pub fn start(program: &Path, arguments: &[String], log: &Path, path: &str) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let output = std::fs::File::create(log).context("making the log of the server")?;
        let mut command = Command::new(program);
        command.args(
            arguments
                .iter()
                .map(|it| it.replace("{port}", &port.to_string())),
        );
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let started = Instant::now();
        let child = command
            .spawn()
            .with_context(|| format!("{command:?} did not start"))?;
        let mut server = Self {
            child,
            port,
            started_in: Duration::ZERO,
        };
        loop {
            if server
                .get(path, &[])
                .is_ok_and(|answer| answer.status < 500)
            {
                server.started_in = started.elapsed();
                return Ok(server);
            }
            let ended = server.child.try_wait()?.is_some();
            if ended || started.elapsed() > START_MAX {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                bail!("{command:?} does not answer {path}; it said:\n{said}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Returns the address of `path`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Returns resident memory in bytes, of the process and its children.
    ///
    /// # Errors
    ///
    /// If the process is gone.
    pub fn resident_bytes(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().nth(1));
        let kibibytes: u64 = kibibytes.context("a process has memory")?.parse()?;
        Ok(kibibytes * 1024)
    }

    /// Asks for `path`.
    ///
    /// # Errors
    ///
    /// If there is no answer.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.send("GET", path, headers, "")
    }

    /// Sends one request on a connection of its own.
    ///
    /// # Errors
    ///
    /// If there is no answer.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        // HTTP/1.0 ends the body with the connection, so there is nothing to unpack.
        let mut request = format!(
            "{method} {path} HTTP/1.0\r\nHost: localhost:{}\r\n",
            self.port
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes
            .windows(4)
            .position(|it| it == b"\r\n\r\n")
            .context("an answer has a head")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .context("a status")?;
        Ok(Answer {
            status: status.parse()?,
            headers: lines.map(str::to_owned).collect(),
            body: bytes[end + 4..].to_vec(),
        })
    }

    /// Becomes the demo member `number` and returns the cookie that says so.
    ///
    /// # Errors
    ///
    /// If this is not a demo.
    pub fn step_in(&self, number: u32) -> Result<String> {
        let origin = self.url("");
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let answer = self.send(
            "POST",
            "/demo/step-in",
            &headers,
            &format!("member={number}"),
        )?;
        ensure!(
            answer.status < 400,
            "stepping in as {number} answered {}",
            answer.status
        );
        let cookies: Vec<&str> = answer
            .headers
            .iter()
            .filter_map(|line| line.split_once(": "))
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, value)| value.split(';').next())
            .collect();
        ensure!(!cookies.is_empty(), "stepping in as {number} set no cookie");
        Ok(cookies.join("; "))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended on its own; either way it is gone afterwards.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
