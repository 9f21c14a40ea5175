import { readFileSync } from 'node:fs'

const everyMs = 250
const pageBytes = 4096

/**
 * Calls `exceeded` once when a process grows past `limitMb` of resident memory. Typst's memory is outside
 * V8's heap, so the heap limit does not hold it; Linux tells a process's size in `/proc/PID/statm` (proc(5)).
 * Other systems have no such file: there only the heap limit and the time limit apply.
 */
export const watchMemory = (pid: number | undefined, limitMb: number, exceeded: () => void) => {
  let over = false
  const timer = setInterval(() => {
    const megabytes = residentMegabytes(pid)
    if (over || megabytes === null || megabytes <= limitMb) return
    over = true
    exceeded()
  }, everyMs)
  timer.unref()
  return { exceeded: () => over, stop: () => clearInterval(timer) }
}

const residentMegabytes = (pid: number | undefined): number | null => {
  try {
    const [, residentPages] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')
    return (Number(residentPages) * pageBytes) / 1_048_576
  } catch {
    // The process has ended, or this system has no /proc: nothing to watch.
    return null
  }
}
