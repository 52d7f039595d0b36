-- The e-mail addresses of a form as rows: each once, in its order, one of them the first.
create function app.typed_emails(p_emails jsonb)
returns table (email text, type text, note text, is_primary boolean, "position" smallint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_emails, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select f.x ->> 'email' into v_wrong from jsonb_array_elements(coalesce(p_emails, '[]')) f (x)
  where app.normalize_email(f.x ->> 'email') is null limit 1;
  if found then
    raise sqlstate 'PT400' using message = 'invalid_email', detail = left(v_wrong, 60);
  end if;
  return query
    select t.email, t.type, t.note, row_number() over (order by t.wants desc, t.n) = 1, row_number() over (order by t.n)::smallint
    from (
      select distinct on (app.normalize_email(f.x ->> 'email')) app.normalize_email(f.x ->> 'email') as email,
        coalesce((select k.key from public.contact_email_types k where k.key = f.x ->> 'type'), 'personal') as type,
        app.trimmed(f.x ->> 'note', 100) as note, coalesce((f.x ->> 'is_primary')::boolean, false) as wants, f.n
      from jsonb_array_elements(coalesce(p_emails, '[]')) with ordinality f (x, n)
      order by app.normalize_email(f.x ->> 'email'), f.n
    ) t;
end;
$$;
comment on function app.typed_emails(jsonb) is
  'What a form holds, [{email, type, note, is_primary}], in lower case. Errors: PT400 too_many_contacts, PT400 invalid_email (detail: what was typed).';
revoke execute on function app.typed_emails(jsonb) from public, anon, authenticated;
