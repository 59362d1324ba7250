// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import coral.api.error.CoralException;
import coral.api.runtime.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the configuration files and the launcher's settings into ConfigAdmin: at start, where a
 * mistake fails the start, and whenever a file changes, where a mistake is logged and the
 * configuration in force stays.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "coral.boot")
public final class ConfigurationComponent {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationComponent.class);
  private static final long POLL_MS = 500;

  private final BundleContext context;
  private final ConfigurationAdmin admin;
  private final MetaTypeService metatype;
  private final Role role;
  private final List<Path> files;
  private final ScheduledExecutorService poll =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coral-configuration").daemon().factory());
  private Map<Path, FileTime> seen;

  @Activate
  public ConfigurationComponent(
      BundleContext context,
      @Reference(name = "admin") ConfigurationAdmin admin,
      @Reference(name = "metatype") MetaTypeService metatype,
      @Reference(name = "data") DataDirectory data) {
    this.context = context;
    this.admin = admin;
    this.metatype = metatype;
    this.role = Role.of(BootProperty.ROLE.require(context));
    this.files = role.files().stream().map(data.root()::resolve).toList();
    this.seen = modificationTimes();
    apply();
    poll.scheduleWithFixedDelay(this::pollFiles, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
  }

  private void pollFiles() {
    Map<Path, FileTime> now = modificationTimes();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      apply();
      LOG.info("configuration reloaded");
    } catch (CoralException e) {
      LOG.error("the changed configuration is not used: {}", e.sentence());
    }
  }

  private void apply() {
    Settings settings =
        files.stream().map(Settings::read).reduce(new Settings(Map.of()), Settings::with);
    settings = settings.with(overrides());
    Schema schema = Schema.of(metatype, context.getBundles());
    schema.checkSections(settings, role.sections());
    Map<String, java.util.Dictionary<String, Object>> checked = new HashMap<>();
    for (String section : role.sections()) {
      checked.put(
          section,
          schema.configuration(section, settings.sections().getOrDefault(section, Map.of())));
    }
    // only now, with everything checked: a mistake in one section changes nothing in another
    checked.forEach(this::update);
  }

  private void update(String section, java.util.Dictionary<String, Object> configuration) {
    try {
      admin.getConfiguration("coral." + section, "?").updateIfDifferent(configuration);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * {@code coral.set.section.key=value} of the launcher; a list's elements are separated by line
   * feeds.
   */
  private Settings overrides() {
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    String names = context.getProperty(BootProperty.OVERRIDE_PREFIX + "names");
    for (String name : names == null || names.isEmpty() ? new String[0] : names.split(",", -1)) {
      int dot = name.indexOf('.');
      String value = context.getProperty(BootProperty.OVERRIDE_PREFIX + name);
      Object typed =
          value.contains("\n") || name.endsWith("[]") ? List.of(value.split("\n", -1)) : value;
      sections
          .computeIfAbsent(name.substring(0, dot), s -> new LinkedHashMap<>())
          .put(name.substring(dot + 1).replace("[]", ""), typed);
    }
    return new Settings(sections);
  }

  private Map<Path, FileTime> modificationTimes() {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : files) {
      try {
        times.put(file, Files.getLastModifiedTime(file));
      } catch (IOException e) {
        // not there: no entry, so its appearance shows as a change
      }
    }
    return times;
  }

  @Deactivate
  public void close() {
    poll.shutdownNow();
  }
}
