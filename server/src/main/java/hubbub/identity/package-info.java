/// Who somebody is: guests, with the keys with which they return, and users of embedding sites,
/// with the tokens that those sign.
///
/// In: what a client says of itself when it connects. Out: an [Identity]. [Tokens] verifies tokens
/// by the keys of their [TokenIssuer]; [FetchedKeys] fetches these in the background where they are
/// at an address. Whatever the server signs or hides itself, it does with keys that [ServerKeys]
/// derives from its secret, one per [KeyPurpose].
///
/// Any thread; nothing here blocks. Start reading at [Guests#identity] and [Tokens#verify].
@NullMarked
package hubbub.identity;

import org.jspecify.annotations.NullMarked;
