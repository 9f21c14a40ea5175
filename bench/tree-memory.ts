import { readdirSync, readFileSync } from 'node:fs'

const everyMs = 50
const pageBytes = 4096

/**
 * The most that a process and all its children held together, in bytes, looked at twenty times a second (`VmRSS` by
 * /proc/PID/statm; 0 where there is no /proc). Pages that processes share count once for each.
 */
export const watchTree = (root: number): { peakBytes: () => number; stop: () => void } => {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, heldBy(root))
  }, everyMs)
  return { peakBytes: () => peak, stop: () => clearInterval(timer) }
}

/** What it holds with all its children at this moment. */
export const heldBy = (root: number): number => {
  const children = Map.groupBy(processes(), ({ parent }) => parent)
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((held, child) => held + sum(child.pid), residentOf(pid))
  return sum(root)
}

const processes = (): { pid: number; parent: number }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }))

/** 0 for a process that has ended meanwhile. */
const parentOf = (pid: string): number => {
  const stat = textOf(`/proc/${pid}/stat`)
  // The program's name stands in brackets and may hold spaces.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

const residentOf = (pid: number): number =>
  Number(textOf(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * pageBytes

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
