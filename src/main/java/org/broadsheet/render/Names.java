package org.broadsheet.render;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up as a template may: components of records and keys of maps, nothing else. Methods, fields and lambdas
 * stay out of reach, so the author of a template can read an edition but not run anything.
 */
final class Names {
    /** What {@link #find} gives for a name that nothing has. */
    static final Object UNKNOWN = new Object();

    private static final ClassValue<Map<String, Method>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            Map<String, Method> accessors = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.put(component.getName(), component.getAccessor());
            }
            return accessors;
        }
    };

    private Names() {}

    /** The innermost scope that has the first part of a dotted name decides, even if its value is null. */
    static @Nullable Object find(String name, List<Object> scopes) {
        if (name.equals(".")) {
            return scopes.isEmpty() ? UNKNOWN : scopes.get(scopes.size() - 1);
        }
        String[] parts = name.split("\\.", -1);
        @Nullable Object value = UNKNOWN;
        for (int i = scopes.size() - 1; i >= 0 && value == UNKNOWN; i--) {
            value = get(scopes.get(i), parts[0]);
        }
        for (int i = 1; i < parts.length && value != UNKNOWN && value != null; i++) {
            value = get(value, parts[i]);
        }
        return value;
    }

    /** All names that would be found from here, innermost first. */
    static Collection<String> known(List<Object> scopes) {
        List<String> names = new ArrayList<>();
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Object scope = scopes.get(i);
            namesOf(scope).forEach(names::add);
            namesOf(scope).stream()
                    .filter(name -> get(scope, name) instanceof Record || get(scope, name) instanceof Map)
                    .forEach(name -> namesOf(get(scope, name)).forEach(inner -> names.add(name + "." + inner)));
        }
        return names;
    }

    private static Collection<String> namesOf(@Nullable Object scope) {
        if (scope instanceof Record) {
            return COMPONENTS.get(scope.getClass()).keySet();
        }
        return scope instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable Object get(@Nullable Object scope, String name) {
        if (scope instanceof Map<?, ?> map) {
            return map.containsKey(name) ? map.get(name) : UNKNOWN;
        }
        if (!(scope instanceof Record)) {
            return UNKNOWN;
        }
        Method accessor = COMPONENTS.get(scope.getClass()).get(name);
        return accessor == null ? UNKNOWN : call(accessor, scope);
    }

    private static @Nullable Object call(Method accessor, Object record) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("cannot read " + accessor, impossible);
        }
    }
}
