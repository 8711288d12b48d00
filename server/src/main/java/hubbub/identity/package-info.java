/// Who somebody is: guests, with the keys with which they return, users of embedding sites, with
/// the tokens that those sign, and people with accounts here, with the tokens that [Accounts] gives
/// them when they sign in.
///
/// In: what a client says of itself when it connects. Out: an [Identity]. [Tokens] verifies tokens
/// by the keys of their [TokenIssuer]; [FetchedKeys] fetches these in the background where they are
/// at an address. Whatever the server signs or hides itself, it does with keys that [ServerKeys]
/// derives from its secret, one per [KeyPurpose].
///
/// Any thread. [Accounts], [Sessions] and [Passwords] block, for the store and for hashes; nothing
/// else does. Accounts are kept by an [AccountStore]. Start reading at [Guests#identity],
/// [Tokens#verify] and [Accounts].
@NullMarked
package hubbub.identity;

import org.jspecify.annotations.NullMarked;
