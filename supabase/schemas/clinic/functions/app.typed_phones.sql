-- The phones of a form as rows: each once, in its order, one of them the first.
create function app.typed_phones(p_phones jsonb)
returns table (phone text, type text, note text, is_primary boolean, "position" smallint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_phones, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> 'phone' into v_wrong from jsonb_array_elements(coalesce(p_phones, '[]')) f (x)
  where app.normalize_phone(f.x ->> 'phone') is null limit 1;
  if found then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(v_wrong, 60);
  end if;
  return query
    select t.phone, t.type, t.note, row_number() over (order by t.wants desc, t.n) = 1, row_number() over (order by t.n)::smallint
    from (
      select distinct on (app.normalize_phone(f.x ->> 'phone')) app.normalize_phone(f.x ->> 'phone') as phone,
        coalesce((select k.key from public.contact_types k where k.key = f.x ->> 'type'), 'mobile') as type,
        app.trimmed(f.x ->> 'note', 100) as note, coalesce((f.x ->> 'is_primary')::boolean, false) as wants, f.n
      from jsonb_array_elements(coalesce(p_phones, '[]')) with ordinality f (x, n)
      order by app.normalize_phone(f.x ->> 'phone'), f.n
    ) t;
end;
$$;
comment on function app.typed_phones(jsonb) is
  'What a form holds, [{phone, type, note, is_primary}], in E.164. Errors: PT400 too_many_contacts, PT400 invalid_phone (detail: what was typed).';
revoke execute on function app.typed_phones(jsonb) from public, anon, authenticated;
