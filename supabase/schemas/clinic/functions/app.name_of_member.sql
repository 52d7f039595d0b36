create function app.name_of_member(p_user_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(app.trimmed(p.full_name, 120), p.email) from public.profiles p where p.id = p_user_id;
$$;
comment on function app.name_of_member(uuid) is 'How somebody is called now, to be kept with what they do.';
revoke execute on function app.name_of_member(uuid) from public, anon, authenticated;
