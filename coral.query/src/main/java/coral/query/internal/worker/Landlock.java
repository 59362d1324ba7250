// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's own file-system sandbox, see landlock(7): nothing but reading below some
 * directories, for this thread and those that it starts. Needs no privilege, but
 * PR_SET_NO_NEW_PRIVS. Absent before Linux 5.13 and where the kernel was built without it.
 */
final class Landlock {
  private static final long CREATE_RULESET = 444;
  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final long VERSION_FLAG = 1;
  private static final int PATH_BENEATH = 1;

  /** EXECUTE to MAKE_SYM: all that any kernel with Landlock knows. */
  private static final long FIRST_RIGHTS = (1L << 13) - 1;

  /** Since version 2, REFER; it is denied where it is not handled, too. */
  private static final long REFER = 1L << 13;

  /** Since version 3. Before it, a file that may be read could be cut. */
  private static final long TRUNCATE = 1L << 14;

  private static final long READ_FILE = 1L << 2;
  private static final long READ_DIRECTORY = 1L << 3;
  private static final long O_PATH_CLOEXEC = 0x200000 | 0x80000;

  private Landlock() {}

  /** Whether it is in force now. */
  static boolean restrictToReading(List<Path> directories) {
    int version = LibC.call("syscall", CREATE_RULESET, 0, 0, VERSION_FLAG);
    if (version < 1) {
      return false;
    }
    int ruleset = createRuleset(rights(version));
    if (ruleset < 0) {
      return false;
    }
    try {
      for (Path directory : directories) {
        allowReading(ruleset, directory);
      }
      return LibC.call("syscall", RESTRICT_SELF, ruleset, 0) == 0;
    } finally {
      LibC.call("close", ruleset);
    }
  }

  /** A right that the kernel does not know makes the ruleset fail as a whole. */
  private static long rights(int version) {
    return FIRST_RIGHTS | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
  }

  private static int createRuleset(long rights) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocateFrom(ValueLayout.JAVA_LONG, rights);
      return LibC.call("syscall", CREATE_RULESET, attributes.address(), Long.BYTES, 0);
    }
  }

  private static void allowReading(int ruleset, Path directory) {
    int descriptor = LibC.callWithText("open", new long[0], directory.toString(), O_PATH_CLOEXEC);
    if (descriptor < 0) {
      return; // what is not there need not be read
    }
    try (Arena arena = Arena.ofConfined()) {
      // struct landlock_path_beneath_attr is packed: u64 allowed_access, s32 parent_fd
      MemorySegment rule = arena.allocate(Long.BYTES + Integer.BYTES, Long.BYTES);
      rule.set(ValueLayout.JAVA_LONG, 0, READ_FILE | READ_DIRECTORY);
      rule.set(ValueLayout.JAVA_INT, Long.BYTES, descriptor);
      LibC.call("syscall", ADD_RULE, ruleset, PATH_BENEATH, rule.address(), 0);
    } finally {
      LibC.call("close", descriptor);
    }
  }
}
