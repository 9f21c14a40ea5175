import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ConnectionSummary } from '../queries.ts'
import type { StatedConnection } from '../stated.ts'
import classes from './connection-names.module.css'

type ConnectionNamesProps = {
  connections: readonly ConnectionSummary[]
  stated?: readonly StatedConnection[]
}

/** Connections by name, service and state, each a link; of those that members stated, on whose word. */
export async function ConnectionNames({ connections, stated = [] }: ConnectionNamesProps) {
  const t = await getTranslations()
  return (
    <ul className={classes.names}>
      {connections.map(({ id, name, service, state }) => (
        <li key={id}>
          <QuietLink href={`/connections/${id}`}>{name}</QuietLink>
          <span className={classes.service}>{t(`services.${service}.short`)}</span>
          <StateMark state={state}>{t(`states.${state}`)}</StateMark>
        </li>
      ))}
      {stated.map(({ id, name, service, state, statedBy, statedAt }) => (
        <li key={id}>
          <Graded
            source={{ grade: 'stated', by: statedBy, at: statedAt.toISOString() }}
            href={`/connections/stated/${id}`}
          >
            <bdi>{name}</bdi>
          </Graded>
          <span className={classes.service}>{t(`services.${service}.short`)}</span>
          <StateMark state={state}>{t(`states.${state}`)}</StateMark>
        </li>
      ))}
    </ul>
  )
}
