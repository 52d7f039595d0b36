-- What a stranger typed, as it is stored, and what is wrong with it by field.
create function app.checked_online_form(p_form jsonb, p_has_notice boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('full_name', f.full_name, 'social_name', f.social_name, 'phone', f.phone, 'message', f.message,
    'problems', jsonb_strip_nulls(jsonb_build_object(
      'full_name', case when coalesce(char_length(f.full_name), 0) < 2 then 'required'
        when f.full_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
      'social_name', case when char_length(f.social_name) < 2 or f.social_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
      'phone', case when f.phone is null then 'invalid' end,
      'accepted', case when p_has_notice and p_form -> 'accepted' is distinct from 'true' then 'required' end)))
  from (
    select app.trimmed(p_form ->> 'full_name', 120) as full_name, app.trimmed(p_form ->> 'social_name', 120) as social_name,
      app.normalize_phone(left(p_form ->> 'phone', 40)) as phone,
      nullif(btrim(app.normalize_lines(left(p_form ->> 'message', 500))), '') as message
  ) f;
$$;
revoke execute on function app.checked_online_form(jsonb, boolean) from public, anon, authenticated;
