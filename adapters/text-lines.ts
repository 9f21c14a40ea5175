import { createReadStream } from 'node:fs'

/** What is longer is no line of a file that Pomona wrote; it is handed on as it is, and nothing after it. */
const longest = 64 * 1024 * 1024

/** The lines of a text in UTF-8, many at once, without its end in memory. Throws where the file cannot be read. */
export async function* textLines(file: string): AsyncGenerator<string[]> {
  let rest = ''
  // Pieces of a megabyte take three times as long: the memory for them costs more than what is in them.
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 16 })) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield lines
    if (rest.length > longest) break
  }
  if (rest !== '') yield [rest]
}
