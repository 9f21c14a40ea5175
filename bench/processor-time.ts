import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second (`getconf CLK_TCK`, 100 on every platform it has there). */
const ticksPerSecond = 100

/** Fields of /proc/PID/stat after the program's name, which may hold spaces; null once the process has gone. */
const statOf = (pid: number | string): number[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
  } catch {
    return null
  }
}

/**
 * Processor time of a server and its processes so far, in seconds: those that ended and those that live. Null where there
 * is no /proc. Unlike the clock it hardly depends on what else the machine does.
 */
export const serverSeconds = (pid: number): number | null => {
  const server = statOf(pid)
  if (!server) return null
  // Counted from the field after the name: 1 the parent, 11 to 14 user and system time, its own and of ended children.
  let ticks = sum(server.slice(11, 15))
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null
    if (stat?.[1] === pid) ticks += sum(stat.slice(11, 13))
  }
  return ticks / ticksPerSecond
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
