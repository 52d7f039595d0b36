create function app.segment_value(p_type text, p_op text, p_value jsonb, p_zone text, p_today date)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_text text := p_value #>> '{}';
  v_kind text := jsonb_typeof(p_value);
  v_day date;
begin
  if p_op = 'in' then
    if v_kind is distinct from 'array' or jsonb_array_length(p_value) > 200 then
      return null;
    end if;
    declare
      v_items text[] := array(
        select app.segment_value(p_type, 'eq', i.item, p_zone, p_today) from jsonb_array_elements(p_value) with ordinality i (item, n) order by i.n);
    begin
      return case when array_position(v_items, null) is null then v_items::text end;
    end;
  elsif p_type in ('text', 'list') then
    return case when v_kind in ('string', 'number', 'boolean') and char_length(v_text) <= 200 then app.fold_text(v_text) end;
  elsif p_type = 'number' then
    return case when v_kind = 'number' or v_kind = 'string' and v_text ~ '^-?[0-9]+(\.[0-9]+)?$' then case when char_length(v_text) <= 40 then v_text end end;
  elsif p_type = 'boolean' then
    return case when v_kind = 'boolean' then v_text end;
  end if;
  if v_kind = 'object' and p_value - 'days' = '{}' and p_value ->> 'days' ~ '^-?[0-9]{1,5}$' and jsonb_typeof(p_value -> 'days') = 'number' then
    v_day := p_today + (p_value ->> 'days')::integer;
  elsif v_kind = 'string' and v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(v_text, 'date') then
    v_day := v_text::date;
  end if;
  return case
    when v_day is null or p_type = 'day' then v_day::text
    -- the first moment that is not before, or that is after, the clinic's day
    else app.local_moment((case when p_op in ('after', 'lte') then v_day + 1 else v_day end)::timestamp, p_zone)::text end;
end;
$$;
comment on function app.segment_value(text, text, jsonb, text, date) is
  'The value of a rule as its statement binds it, or NULL when it is none of the type. Days are dates or {days: n} from today (−60: sixty days ago); of a moment it is the edge of the clinic''s day.';
revoke execute on function app.segment_value(text, text, jsonb, text, date) from public, anon, authenticated;
