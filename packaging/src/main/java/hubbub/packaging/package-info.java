/// What a release says about its own contents: a list of everything inside (SBOM, CycloneDX), and
/// the licence of each.
///
/// In: the checkout, as Maven and Vite have built it, and the folder of a release with its jars.
/// Out: `sbom.cdx.json` and `licences/` in that folder. Everything else of a release is laid out by
/// the script `packaging/assemble`, which runs [Contents].
///
/// Start reading at [Contents#main].
@NullMarked
package hubbub.packaging;

import org.jspecify.annotations.NullMarked;
