import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '../../../../server/api/auth-options.ts'

function handler(request: NextRequest, context: unknown) {
  return NextAuth(authOptions())(request, context)
}

export { handler as GET, handler as POST }
