/// Who somebody is: guests, and the keys with which they return.
///
/// In: what a client says of itself when it connects. Out: an [Identity]. Everything that is signed
/// here is signed with a key that [ServerKeys] derives from the server's secret, one per
/// [KeyPurpose].
///
/// Any thread. Start reading at [Guests#identity].
@NullMarked
package hubbub.identity;

import org.jspecify.annotations.NullMarked;
