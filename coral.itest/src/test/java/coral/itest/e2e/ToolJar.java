// SPDX-License-Identifier: Apache-2.0
package coral.itest.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.itest.e2e.tool.HelloTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle of somebody else's, with one tool. */
final class ToolJar {
  private static final String COMPONENT =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="hello">
        <implementation class="%s"/>
        <service><provide interface="coral.api.mcp.McpTool"/></service>
        <property name="coral.mcp.tool" value="itest_hello"/>
      </scr:component>
      """
          .formatted(HelloTool.class.getName());

  private ToolJar() {}

  static Path drop(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "itest.hello");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Import-Package", "coral.api.mcp;version=\"[1.0,2)\"");
    main.putValue("Service-Component", "OSGI-INF/hello.xml");
    Path jar = Files.createTempFile("hello", ".jar");
    String name = HelloTool.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream code = ToolJar.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry("OSGI-INF/hello.xml"));
      out.write(COMPONENT.getBytes(UTF_8));
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
    Files.createDirectories(directory);
    return Files.move(
        jar, directory.resolve("itest.hello.jar"), StandardCopyOption.REPLACE_EXISTING);
  }
}
