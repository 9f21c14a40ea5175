import { resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { settings } from '#adapters/env.ts'
import { runningInstance } from '#adapters/running-instance.ts'
import { done, refused } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { proveRestored } from '#features/installation/restored.ts'
import { type Restored, restore } from '#prisma/restore.ts'
import { act } from './act.ts'
import { withBackupKey } from './backup-key.ts'
import { backupFacts, wordsOf } from './backup-words.ts'
import { joinDatabase } from './database.ts'
import { operator } from './operator.ts'
import { command, text } from './options.ts'
import { definitions } from './table.ts'
import { number, t } from './words.ts'

const input = z.object({ file: text, replace: z.literal(true).optional() })

/** Puts a backup into an empty database, or with `--replace` in the place of what is there, and proves what came out. */
export const addRestore = (parent: Command): void => {
  command(parent, 'restore <file>', t('cli.restore.about'))
    .option('--replace', t('cli.restore.replace'))
    .action(
      act(
        input,
        async ({ file: named, replace = false }, { signal }) => {
          const file = resolve(named)
          const running = await runningInstance(settings().dataDir)
          if (running) return refused('instanceRunning', { url: running.url })
          return withBackupKey(file, async (key) => {
            const restored = await restore(file, key, { replace, signal })
            if (!restored.ok) return restored
            return answerOf(file, restored.value)
          })
        },
        joinDatabase,
      ),
    )
}

const answerOf = async (file: string, restored: Restored) => {
  const logs = []
  for (const organisation of restored.organisations) {
    const actor = terminalActor(operator(), organisation.id)
    const { checked, fault } = await proveRestored(actor, restored.header)
    logs.push({ organisation, events: checked, fault: fault ? { ...fault } : null })
  }
  const broken = logs.find(({ fault }) => fault !== null)
  if (broken?.fault) {
    const { sequence, fault } = broken.fault
    const how = t(`cli.verify.faults.${fault}`)
    return refused('restoredLogBroken', { organisation: broken.organisation.name, sequence, how })
  }
  const { all, shut } = restored.sealed
  return done({
    json: { file, backup: backupFacts(restored), logs, sealed: { all, shut } },
    text: [
      wordsOf(file, restored),
      definitions(
        logs.map(({ organisation, events }) => [
          organisation.name,
          t('cli.restore.logIntact', { events, number: number(events) }),
        ]),
      ),
      shut === 0 ? t('cli.restore.sealedOpen', { all }) : t('cli.restore.sealedShut', { all, shut }),
    ].join('\n'),
  })
}
