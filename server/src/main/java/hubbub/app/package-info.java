/// Settings, the composition root, and the command line.
///
/// In: the table of settings ([Table]), read from file, environment and command line ([Sources])
/// into one [Settings]. Out: a running [Hubbub]: cluster, gateway and HTTP, put together layer by
/// layer, stopped in the opposite order. [Main] is a thin shell over it.
///
/// Start reading at [Hubbub#start].
@NullMarked
package hubbub.app;

import org.jspecify.annotations.NullMarked;
