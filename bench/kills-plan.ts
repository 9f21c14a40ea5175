import { seededChance } from './seeded-chance.ts'

/** Who is killed, and when: after this share of the phase. */
export type Kill = { victim: 'worker' | 'database'; phase: 'pages' | 'merge'; share: number }

/** Fewer than these leave out one of the two in one of the two phases. */
const fewestKills = 4

/** The kills of one reading, in the order in which it meets them. The same for the same seed. */
export const planKills = (seed: string, kills: number): Kill[] => {
  const chance = seededChance(seed)
  const drawn = Array.from({ length: Math.max(fewestKills, kills) }, (_, at): Kill => {
    const isWorker = at < fewestKills ? at % 2 === 0 : chance() < 0.5
    const isPages = at < fewestKills ? at < 2 : chance() < 0.6
    return {
      victim: isWorker ? 'worker' : 'database',
      phase: isPages ? 'pages' : 'merge',
      share: isPages ? chance() : 0.9 * chance(),
    }
  })
  const inOrder = (phase: Kill['phase']) =>
    drawn.filter((kill) => kill.phase === phase).toSorted((a, b) => a.share - b.share)
  return [...inOrder('pages'), ...inOrder('merge')]
}
