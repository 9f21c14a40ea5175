import { highlightsIn } from './highlights.ts'

/** Words with the part of them that was sought set off. */
export function Highlighted({ text, sought }: { text: string; sought: string }) {
  return highlightsIn(text, sought).map(({ part, at, isSought }) =>
    isSought ? <mark key={at}>{part}</mark> : <span key={at}>{part}</span>,
  )
}
