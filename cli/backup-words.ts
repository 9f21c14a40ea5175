import type { Walked } from '#adapters/backup/format.ts'
import { definitions } from './table.ts'
import { moment, number, t } from './words.ts'

/** What is told of a backup, made, checked or restored. */
export const backupFacts = ({ header, tables, rows }: Walked) => ({
  at: header.at,
  installation: header.installation.url,
  level: header.level.at(-1),
  vaultKey: header.installation.vaultKey,
  tables,
  rows,
})

export const wordsOf = (file: string, backup: Walked): string =>
  definitions([
    [t('cli.report.file'), file],
    [t('cli.backup.at'), moment(new Date(backup.header.at), undefined)],
    [t('cli.backup.installation'), backup.header.installation.url],
    [t('cli.backup.tables'), number(backup.tables)],
    [t('cli.backup.rows'), number(backup.rows)],
  ])
