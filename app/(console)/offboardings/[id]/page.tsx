import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { requireActor } from '#features/access/guard.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { orNotFound } from '../../../or-not-found.ts'

/** Leads to the step the case is at. */
export default async function Offboarding({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor('offboardings:read')
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const { journey } = await orNotFound(offboardingDetail(actor, id))
  redirect(`/offboardings/${id}/${journey.current}`)
}
