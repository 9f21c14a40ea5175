import { getTranslations } from 'next-intl/server'
import { StateMark } from '#components/state-mark.tsx'
import type { InventoryService } from '../queries.ts'

type ServiceStateMarkProps = { service: Pick<InventoryService, 'state' | 'stated'>; isRead: boolean }

/**
 * How a service stands. Without a reading nobody knows, which is not the same as not connected; and where no reading
 * found a connection, a member may have stated one.
 */
export async function ServiceStateMark({ service: { state, stated }, isRead }: ServiceStateMarkProps) {
  const t = await getTranslations()
  if (stated > 0 && (!isRead || state === 'none'))
    return <StateMark state="sharing">{t('stated.serviceState')}</StateMark>
  return (
    <StateMark state={isRead ? state : 'missing'}>
      {isRead ? t(`states.${state}`) : t('inventory.stateNotKnown')}
    </StateMark>
  )
}
