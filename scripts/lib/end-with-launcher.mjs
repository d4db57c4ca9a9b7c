// Loaded into every process before its own program: when the launcher is gone (`kill -9` tells nobody anything, but its IPC
// channel closes), the process is asked to stop as the launcher would have asked it.
const LONGEST_STOP = 60_000

function stop() {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LONGEST_STOP).unref()
}

if (process.send !== undefined && process.platform !== 'win32') {
  // The launcher may have gone while this was loading.
  if (process.connected) process.once('disconnect', stop)
  else stop()
}
