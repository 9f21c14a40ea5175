import { getTranslations } from 'next-intl/server'
import { StateMark } from '#components/state-mark.tsx'
import type { ServiceState } from '#domain/connection-life.ts'

/** How a service stands. Without a reading nobody knows, which is not the same as not connected. */
export async function ServiceStateMark({ state, isRead }: { state: ServiceState; isRead: boolean }) {
  const t = await getTranslations()
  return (
    <StateMark state={isRead ? state : 'missing'}>
      {isRead ? t(`states.${state}`) : t('inventory.stateNotKnown')}
    </StateMark>
  )
}
