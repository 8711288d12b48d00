/// Settings, the composition root, and the command line.
///
/// In: the settings table ([SettingsTable]); values from file, environment and command line are
/// read by [SettingSources] into one [Settings]. Out: a running [Hubbub]: cluster, gateway and
/// HTTP, opened layer by layer and closed in reverse order. [Main] is a thin shell over it, and
/// hears the signals that stop it ([StopSignals]).
///
/// Start reading at [Hubbub#start].
@NullMarked
package hubbub.app;

import org.jspecify.annotations.NullMarked;
