import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { copyDays } from '#domain/access-request.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'

/** When the copy of an extract was erased, why, what is left of it, and what can still be done. */
export async function ExpiredReport({ expiredAt }: { expiredAt: Date }) {
  const t = await getTranslations('reports')
  return <Banner>{t.rich('expired', { days: copyDays, at: () => <Moment at={expiredAt} /> })}</Banner>
}
