import 'server-only'
import { cache } from 'react'
import { forPage } from '../../../../_features/calls/fault.ts'
import { api } from '../../../../_trpc/server.ts'

/** The cohort of every page below this one, read once a request. */
export const readCohort = cache(async (cohortId: string) => forPage((await api()).cohorts.show({ cohortId })))
