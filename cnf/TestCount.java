// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Adds up the JUnit reports of one test run. Usage: {@code java TestCount.java ROOT STARTED}, where
 * only reports newer than the file STARTED count. Prints the names of failed tests and, alone on the
 * last line, {@code N passed, N failed, N skipped}; exits 1 when a test failed or none ran.
 */
public final class TestCount {

  private static final Set<String> NOT_SEARCHED = Set.of(".git", "node_modules", "classes", "test-classes");

  private int passed;
  private int skipped;
  private final List<String> failed = new ArrayList<>();

  private TestCount() {}

  static void main(String[] args) throws Exception {
    TestCount count = new TestCount();
    for (Path report : reports(Path.of(args[0]), Files.getLastModifiedTime(Path.of(args[1])))) {
      count.add(report);
    }
    count.failed.forEach(name -> System.out.println("failed: " + name));
    System.out.printf("%d passed, %d failed, %d skipped%n", count.passed, count.failed.size(), count.skipped);
    System.exit(count.failed.isEmpty() && count.passed > 0 ? 0 : 1);
  }

  private void add(Path report) throws Exception {
    var cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      if (has(test, "failure") || has(test, "error")) {
        failed.add(test.getAttribute("classname") + " " + test.getAttribute("name"));
      } else if (has(test, "skipped")) {
        skipped++;
      } else {
        passed++;
      }
    }
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  private static List<Path> reports(Path root, FileTime started) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return NOT_SEARCHED.contains(dir.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.startsWith("TEST-")
                && name.endsWith(".xml")
                && file.toString().contains("reports")
                && attributes.lastModifiedTime().compareTo(started) >= 0) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
