// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropInDirectoryTest {

  /** Notes what it is given, and refuses what it is told to. */
  private static final class Notes implements DropInDirectory.Target {
    final List<String> done = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    boolean ready = true;

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public void install(Path jar) {
      String name = jar.getFileName().toString();
      if (refused.contains(name)) {
        done.add("refused " + name);
        throw new NoClassDefFoundError("what " + name + " needs");
      }
      done.add("install " + name);
    }

    @Override
    public void remove(Path jar) {
      done.add("remove " + jar.getFileName());
    }
  }

  @TempDir Path parent;
  private final Notes notes = new Notes();
  private Path directory;
  private DropInDirectory dropIns;

  @BeforeEach
  void create() throws IOException {
    directory = Files.createDirectory(parent.resolve("bundles"));
    dropIns = new DropInDirectory(directory, notes);
  }

  @AfterEach
  void close() {
    dropIns.close();
  }

  @Test
  void handsOverJarThatTwoLooksSawAlike() throws IOException {
    write("a.jar", "x", 1);
    dropIns.look();
    assertThat(notes.done).isEmpty();
    dropIns.look();
    dropIns.look();
    assertThat(notes.done).containsExactly("install a.jar");
  }

  @Test
  void leavesCopyInProgressAlone() throws IOException {
    for (int look = 1; look < 4; look++) {
      write("a.jar", "x".repeat(look), look);
      dropIns.look();
    }
    assertThat(notes.done).isEmpty();
    dropIns.look();
    assertThat(notes.done).containsExactly("install a.jar");
  }

  @Test
  void handsOverChangedJarAgain() throws IOException {
    write("a.jar", "x", 1);
    lookTwice();
    write("a.jar", "y", 2);
    lookTwice();
    assertThat(notes.done).containsExactly("install a.jar", "install a.jar");
  }

  @Test
  void withdrawsRemovedJar() throws IOException {
    write("a.jar", "x", 1);
    lookTwice();
    Files.delete(directory.resolve("a.jar"));
    lookTwice();
    assertThat(notes.done).containsExactly("install a.jar", "remove a.jar");
  }

  @Test
  void handsOverTheOneWrittenLastLast() throws IOException {
    write("a.jar", "x", 3);
    write("b.jar", "x", 1);
    write("c.jar", "x", 2);
    lookTwice();
    assertThat(notes.done).containsExactly("install b.jar", "install c.jar", "install a.jar");
  }

  @Test
  void takesNoNoticeOfOtherFiles() throws IOException {
    write("a.jar.part", "x", 1);
    write("README.md", "x", 1);
    lookTwice();
    assertThat(notes.done).isEmpty();
  }

  @Test
  void triesRefusedJarAgainWhenItChanges() throws IOException {
    notes.refused.add("a.jar");
    write("a.jar", "x", 1);
    lookTwice();
    dropIns.look();
    assertThat(notes.done).containsExactly("refused a.jar");

    notes.refused.clear();
    write("a.jar", "y", 2);
    lookTwice();
    assertThat(notes.done).containsExactly("refused a.jar", "install a.jar");
  }

  @Test
  void triesRefusedJarAgainAfterAnotherWasAccepted() throws IOException {
    notes.refused.add("plugin.jar");
    write("plugin.jar", "x", 1);
    lookTwice();

    notes.refused.clear();
    write("library.jar", "x", 2);
    lookTwice();
    dropIns.look();
    assertThat(notes.done)
        .containsExactly("refused plugin.jar", "install library.jar", "install plugin.jar");
  }

  @Test
  void waitsUntilTheTargetIsReady() throws IOException {
    notes.ready = false;
    write("a.jar", "x", 1);
    lookTwice();
    assertThat(notes.done).isEmpty();
    notes.ready = true;
    lookTwice();
    assertThat(notes.done).containsExactly("install a.jar");
  }

  @Test
  void withdrawsNothingWhileTheDirectoryCannotBeRead() throws IOException {
    write("a.jar", "x", 1);
    lookTwice();
    Files.move(directory, parent.resolve("elsewhere"));
    lookTwice();
    Files.move(parent.resolve("elsewhere"), directory);
    lookTwice();
    assertThat(notes.done).containsExactly("install a.jar");
  }

  private void lookTwice() {
    dropIns.look();
    dropIns.look();
  }

  private void write(String name, String content, long second) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + second * 1000));
  }
}
