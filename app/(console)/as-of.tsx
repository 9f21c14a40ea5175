import { getLocale, getTranslations } from 'next-intl/server'
import type { Day } from '#domain/day.ts'
import { AsOfMenu } from '#features/inventory/view/as-of-menu.tsx'

/** The choice of day in the bar, with the words that the browser does not know. */
export async function AsOf({ today }: { today: Day }) {
  const t = await getTranslations()
  return (
    <AsOfMenu
      today={today}
      locale={await getLocale()}
      words={{
        menu: t('frame.asOf.menu'),
        label: t('inventory.asOf.label'),
        show: t('inventory.asOf.show'),
        today: t('frame.asOf.today'),
        past: t.raw('frame.asOf.label'),
      }}
    />
  )
}
