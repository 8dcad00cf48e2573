import { z } from 'zod';

/** What the agent says of a request that failed. Names and codes are Samba's, never text of the server. */
export const agentError = z.object({
  kind: z.enum(['nt', 'werr', 'other']),
  /** Hexadecimal: `0xc000006d`; empty for `other`. */
  code: z.string().regex(/^(0x[0-9a-f]{8})?$/),
  /** `NT_STATUS_LOGON_FAILURE`; for `other` the Python class of the exception. */
  name: z.string().regex(/^\w*$/),
  message: z.string(),
});

/** Why a request came to nothing: the agent's own answer, or that there is no agent to answer. */
export type Failure =
  | z.infer<typeof agentError>
  | { readonly kind: 'no-python' }
  | { readonly kind: 'agent-ended' }
  | { readonly kind: 'agent-confused' }
  | { readonly kind: 'silent'; readonly seconds: number };
