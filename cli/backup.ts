import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { done, refused } from '#domain/outcome.ts'
import { backUp } from '#prisma/back-up.ts'
import { act } from './act.ts'
import { withBackupKey } from './backup-key.ts'
import { backupFacts, wordsOf } from './backup-words.ts'
import { joinDatabase } from './database.ts'
import { command, text } from './options.ts'
import { t } from './words.ts'
import { isWritable } from './writable.ts'

const input = z.object({ file: text })

/** The database is taken as it is, so that what stands before an upgrade can be kept by the version after it. */
export const addBackup = (parent: Command): void => {
  command(parent, 'backup <file>', t('cli.backup.about')).action(
    act(
      input,
      async ({ file: named }, { signal }) => {
        const file = resolve(named)
        if (!(await isWritable(dirname(file)))) return refused('fileNotWritable', { file: named })
        return withBackupKey(file, async (key) => {
          const made = await backUp(file, key, signal)
          if (!made.ok) return made
          return done({
            json: { file, backup: backupFacts(made.value) },
            text: [wordsOf(file, made.value), t('cli.backup.keysApart')].join('\n'),
          })
        })
      },
      joinDatabase,
    ),
  )
}
