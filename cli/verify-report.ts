import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { localeOf } from '#domain/language.ts'
import { done, refused } from '#domain/outcome.ts'
import { verifyReport } from '#features/reports/queries.ts'
import { act } from './act.ts'
import { command, text } from './options.ts'
import { definitions } from './table.ts'
import { language, t } from './words.ts'

/** With its zone: whoever compares it with the page of the report may sit in another one. */
const composed = new Intl.DateTimeFormat(localeOf[language], {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

const input = z.object({ file: text })

/** Whether a file is a report of this installation, unaltered. */
export const addVerifyReport = (parent: Command): void => {
  command(parent, 'report <file>', t('cli.verify.report')).action(
    act(input, async ({ file }) => {
      const bytes = await readFile(file).catch(() => null)
      if (!bytes) return refused('fileUnreadable', { file })
      const { sha256, report } = await verifyReport(bytes)
      if (!report) return refused('reportUnknown', { file, sha256 })
      return done({
        json: { file, sha256, isOurs: true, report },
        text: [
          t('cli.verify.isOurs'),
          definitions([
            [t('cli.column.organisation'), report.organisation],
            [t('cli.verify.kind'), t(`reports.kinds.${report.kind}`)],
            [t('cli.verify.composed'), composed.format(report.composedAt)],
            ['SHA-256', sha256],
          ]),
        ].join('\n'),
      })
    }),
  )
}
