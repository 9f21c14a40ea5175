import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { ConnectionSummary } from '../queries.ts'
import classes from './connection-names.module.css'

/** Connections by name, service and state, each a link. */
export async function ConnectionNames({ connections }: { connections: ConnectionSummary[] }) {
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
    </ul>
  )
}
