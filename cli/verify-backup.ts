import { resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { done } from '#domain/outcome.ts'
import { checkBackup } from '#prisma/back-up.ts'
import { actAlone } from './act.ts'
import { withBackupKey } from './backup-key.ts'
import { backupFacts, wordsOf } from './backup-words.ts'
import { command, text } from './options.ts'
import { t } from './words.ts'

const input = z.object({ file: text })

/** Reads a backup from its first byte to its last; no database is needed. */
export const addVerifyBackup = (parent: Command): void => {
  command(parent, 'backup <file>', t('cli.verify.backup')).action(
    actAlone(input, ({ file: named }, { signal }) => {
      const file = resolve(named)
      return withBackupKey(file, async (key) => {
        const found = await checkBackup(file, key, signal)
        return done({
          json: { file, isIntact: true, backup: backupFacts(found) },
          text: [t('cli.backup.isIntact'), wordsOf(file, found)].join('\n'),
        })
      })
    }),
  )
}
