import { textLines } from '#adapters/text-lines.ts'
import { walkExport } from '#domain/audit-export.ts'
import type { FileJob } from './audit-floor.ts'
import { contend } from './contend.ts'

/** What `cli verify audit-file` does. */
await contend(async ({ file }: FileJob) => {
  const walked = await walkExport(textLines(file), { checkpoint: null, key: null })
  if (!walked?.verdict || walked.verdict.fault) throw new Error(`A fault: ${JSON.stringify(walked)}.`)
  return { events: walked.verdict.checked }
})
