import { getTranslations } from 'next-intl/server'
import { factWords } from '#features/connections/view/fact-words.ts'
import { writtenApart } from '#i18n/apart.ts'
import { datesHere } from '#i18n/dates.ts'
import type { ChangedFact } from '../changed-connections.ts'
import classes from './changed-facts.module.css'

const days: ReadonlySet<string> = new Set(['expiresAt', 'grantedAt'])

/** What changed, each as what was said before and what is said now; the key is protocol, its words are ours. */
export async function ChangedFacts({ facts }: { facts: readonly ChangedFact[] }) {
  const t = await getTranslations()
  const date = await datesHere()
  const saidOf = async (key: string, value: string | null): Promise<string> => {
    if (value === null) return t('readings.difference.nothing')
    if (days.has(key)) return date(new Date(value), { dateStyle: 'medium' })
    if (key === 'platform' && t.has(`connections.platforms.${value}`))
      return t(`connections.platforms.${value}`)
    if (key === 'shareApnsData') return t(`authorisations.states.${stateOf(value)}`)
    const [words] = await factWords([{ key, value }])
    return words?.description ?? value
  }
  const bothOf = async ({ key, before, after }: ChangedFact): Promise<[string, string]> =>
    days.has(key) && before !== null && after !== null
      ? writtenApart(date, new Date(before), new Date(after))
      : [await saidOf(key, before), await saidOf(key, after)]
  const wordsOf = async (fact: ChangedFact): Promise<string> => {
    if (fact.key === 'missing' || fact.key === 'emptied') {
      if (fact.after === null) return t('readings.difference.listedAgain')
      return t(fact.key === 'emptied' ? 'states.emptied' : 'readings.difference.notListed')
    }
    const [before, after] = await bothOf(fact)
    return t('readings.difference.changed', { what: termOf(t, fact.key), before, after })
  }
  const said = await Promise.all(facts.map(async (fact) => ({ key: fact.key, words: await wordsOf(fact) })))
  return (
    <ul className={classes.facts}>
      {said.map(({ key, words }) => (
        <li key={key}>{words}</li>
      ))}
    </ul>
  )
}

type Words = Awaited<ReturnType<typeof getTranslations<never>>>

const termOf = (t: Words, key: string): string => {
  const place = [`readings.difference.fields.${key}`, `connections.facts.${key}`].find((each) => t.has(each))
  return place ? t(place) : key
}

const states: readonly string[] = ['granted', 'notGranted', 'notConfigured', 'unknown']
const stateOf = (value: string): string => (states.includes(value) ? value : 'unknown')
