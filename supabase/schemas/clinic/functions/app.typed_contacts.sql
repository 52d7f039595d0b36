-- The phones, or the e-mail addresses, of a form as rows: each once, in its order, one of them the first.
create function app.typed_contacts(p_contacts jsonb, p_kind text)
returns table (value text, type text, note text, is_primary boolean, "position" smallint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_contacts, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> p_kind into v_wrong from jsonb_array_elements(coalesce(p_contacts, '[]')) f (x)
  where case p_kind when 'phone' then app.normalize_phone(f.x ->> 'phone') else app.normalize_email(f.x ->> 'email') end is null limit 1;
  if found and p_kind = 'phone' then
    raise sqlstate 'PT400' using message = 'invalid_phone', detail = left(v_wrong, 60);
  elsif found then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(v_wrong, 60);
  end if;
  return query
    with typed as (
      select case p_kind when 'phone' then app.normalize_phone(f.x ->> 'phone') else app.normalize_email(f.x ->> 'email') end as value,
        f.x, f.n
      from jsonb_array_elements(coalesce(p_contacts, '[]')) with ordinality f (x, n)
    ), once as (
      select distinct on (t.value) t.value, t.x, t.n, coalesce((t.x ->> 'is_primary')::boolean, false) as wants from typed t
      order by t.value, t.n
    )
    select o.value,
      case p_kind
        when 'phone' then coalesce((select k.key from public.contact_types k where k.key = o.x ->> 'type'), 'mobile')
        else coalesce((select k.key from public.contact_email_types k where k.key = o.x ->> 'type'), 'personal') end,
      app.trimmed(o.x ->> 'note', 100), row_number() over (order by o.wants desc, o.n) = 1, row_number() over (order by o.n)::smallint
    from once o;
end;
$$;
comment on function app.typed_contacts(jsonb, text) is
  'What a form holds, [{phone | email, type, note, is_primary}]; p_kind: phone (value in E.164) or email (in lower case). Errors: PT400 too_many_contacts, PT400 invalid_phone, PT400 invalid_email (detail: what was typed).';
revoke execute on function app.typed_contacts(jsonb, text) from public, anon, authenticated;
