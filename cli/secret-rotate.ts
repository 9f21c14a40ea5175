import type { Command } from 'commander'
import { z } from 'zod'
import { vaultKeyId } from '#adapters/vault.ts'
import { done, refused } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { recordMembersResealed, resealOrganisation } from '#features/installation/reseal.ts'
import { resealOpen, whatToReseal } from '#prisma/sealed.ts'
import { act } from './act.ts'
import { operator } from './operator.ts'
import { command } from './options.ts'
import { number, t } from './words.ts'

/** Seals everything that an earlier key sealed anew with POMONA_KEY. Stopped half-way, it goes on when it is run again. */
export const addSecretRotate = (parent: Command): void => {
  command(parent, 'rotate', t('cli.secret.rotate')).action(
    act(z.object({}), async () => {
      const { organisations, walled, open } = await whatToReseal()
      let [resealed, shut] = [0, 0]
      const count = (part: { resealed: number; shut: number }) => {
        resealed += part.resealed
        shut += part.shut
      }
      for (const { id, ofMembers } of organisations) {
        const actor = terminalActor(operator(), id)
        count(await resealOrganisation(actor, walled))
        if (ofMembers > 0) await recordMembersResealed(actor, ofMembers)
      }
      count(await resealOpen(open))
      if (shut > 0) return refused('secretsShut', { resealed, shut })
      const key = vaultKeyId()
      return done({
        json: { key, resealed },
        text: `${t('cli.secret.rotated', { resealed, number: number(resealed), key })} ${t('cli.secret.previousOver')}`,
      })
    }),
  )
}
