import { z } from 'zod'

export const ExportInput = z.object({ exportId: z.uuid() })
export const EraseInput = z.object({ password: z.string().max(200), revokesCredentials: z.boolean() })
export const KeepInput = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** A host's name or address as a mail server's URL has it: no scheme, no path. */
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$|^\[[0-9a-f:.]+\]$/)

export const DestinationInput = z.object({ destinationId: z.uuid() })
export const AllowDestinationInput = DestinationInput.extend({
  host: Host,
  port: z.coerce.number().int().min(1).max(65_535),
  purpose: z.enum(['mail']),
  reason: z.string().trim().min(5).max(300),
  owner: z.string().trim().min(2).max(120),
})
