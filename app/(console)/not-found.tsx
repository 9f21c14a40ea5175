import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NothingHere } from '../nothing-here.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('errors.notFound'))('title') }
}

/** Within the frame, for a thing of the console that is not there. */
export default function NotFound() {
  return <NothingHere />
}
