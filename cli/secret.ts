import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** Reads a secret from standard input, trimmed. What is typed at a terminal is not echoed. */
export const readSecret = async (question: string, signal: AbortSignal): Promise<string> => {
  if (!process.stdin.isTTY) return (await text(process.stdin)).trim()
  const silence = new Writable({ write: (_chunk, _encoding, written) => written() })
  const typed = createInterface({ input: process.stdin, output: silence, terminal: true })
  process.stderr.write(question)
  try {
    return (await typed.question('', { signal })).trim()
  } finally {
    typed.close()
    process.stderr.write('\n')
  }
}
