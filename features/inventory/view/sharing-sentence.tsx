import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { QuietLink } from '#components/quiet-link.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { Inventory } from '../queries.ts'
import { sharedFieldCount } from '../sharing.ts'
import classes from './sharing-sentence.module.css'

/** Each number of the sentence leads to its rows. */
const to = (href: string) => (words: ReactNode) => (
  <QuietLink href={href}>
    <strong>{words}</strong>
  </QuietLink>
)

/** The whole inventory in one sentence, behind the mark of the reading that counted whom it concerns. */
export async function SharingSentence({ inventory }: { inventory: Inventory }) {
  const t = await getTranslations('overview')
  const { organisation, population, services, reading } = inventory
  const fields = sharedFieldCount(services)
  return (
    <p className={classes.sentence}>
      <Graded source={population.source} reading={reading} />{' '}
      {t.rich(fields === 0 ? 'nothingShared' : 'shared', {
        organisation: organisation.name,
        fields,
        devices: population.value.devices ?? 0,
        people: population.value.people ?? 0,
        toFields: to('/inventory#fields'),
        toDevices: to('/devices?service=any'),
        toPeople: to('/people?service=any'),
      })}
    </p>
  )
}
