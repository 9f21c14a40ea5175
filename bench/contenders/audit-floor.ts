import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { contend } from './contend.ts'

export type FileJob = { file: string }

/** SHA-256 over all bytes of the file as one text, and `JSON.parse` of each line: nothing is compared. */
await contend(async ({ file }: FileJob) => {
  const hash = createHash('sha256')
  let rest = ''
  let lines = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 16 })) {
    hash.update(chunk)
    const some = (rest + chunk.toString('utf8')).split('\n')
    rest = some.pop() ?? ''
    for (const line of some) JSON.parse(line)
    lines += some.length
  }
  return { events: lines - 1, sha256: hash.digest('hex') }
})
