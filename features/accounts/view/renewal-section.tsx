import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { isFlowing, type LifeState } from '#domain/connection-life.ts'
import { midnightOf } from '#domain/day.ts'
import type { Source } from '#domain/grade.ts'
import { type RenewalRule, renewalOf, renewalReadOn } from '#domain/renewal.ts'
import { connectionKinds, kindOf, type Service } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import classes from './renewal-section.module.css'

type Renewed = {
  id: string
  name: string
  href: string
  service: Service
  state: LifeState
  /** What its renewal must keep, where it has one. */
  topic: string | null
}

/** What a renewal of each of the account's connections must keep, and who says so. */
export async function RenewalSection({ connections }: { connections: readonly Renewed[] }) {
  const t = await getTranslations()
  const flowing = connections.filter(({ state }) => isFlowing(state))
  const sourceOf = ({ certainty, publisher }: RenewalRule): Source =>
    certainty === 'published'
      ? {
          grade: 'stated',
          by: t(`accounts.renewal.publishers.${publisher}`),
          at: midnightOf(renewalReadOn).toISOString(),
        }
      : { grade: 'unverifiable', why: `accounts.why.renewal.${certainty}` }
  return (
    <Section title={t('accounts.renewal.title')} note={t('accounts.renewal.note')}>
      {connectionKinds.map((kind) => {
        const [first, ...others] = flowing.filter(({ service }) => kindOf(service) === kind)
        if (!first) return null
        return (
          <div key={kind} className={classes.kind}>
            <h3>{t(`connections.kinds.${kind}`)}</h3>
            <p>
              {[first, ...others].map(({ id, name, href, topic }, at) => (
                <span key={id}>
                  {at > 0 ? ' · ' : null}
                  <QuietLink href={href}>{name}</QuietLink>
                  {topic ? (
                    <>
                      {' '}
                      {t('accounts.renewal.topic')} <code>{topic}</code>
                    </>
                  ) : null}
                </span>
              ))}
            </p>
            <ul>
              {renewalOf(first.service).map((rule) => (
                <li key={rule.id}>
                  <Graded source={sourceOf(rule)}>{t(`accounts.renewal.${kind}.${rule.id}`)}</Graded>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </Section>
  )
}
