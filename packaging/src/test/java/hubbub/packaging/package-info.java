@NullMarked
package hubbub.packaging;

import org.jspecify.annotations.NullMarked;
