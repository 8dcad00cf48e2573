import forge from 'node-forge';

/** DER bytes of what forge has put together; forge holds bytes in strings. */
export const derBytes = (data: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(data).getBytes(), 'latin1');
