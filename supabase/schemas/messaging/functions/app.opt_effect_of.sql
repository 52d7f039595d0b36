-- What a message of the person says about being written to: in words, by a button of ours, or by the provider that acted on
-- it. NULLs when nothing.
create function app.opt_effect_of(p_message public.conversation_messages, out effect text, out keyword text)
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_message.content ->> 'opt_effect' in ('opt_out', 'opt_in') then
    effect := p_message.content ->> 'opt_effect';
    keyword := p_message.provider;
  elsif p_message.kind in ('button', 'list') then
    -- what a menu calls "Sair" leaves the menu
    if p_message.content ->> 'id' in ('opt_out', 'opt_in') then
      effect := p_message.content ->> 'id';
      keyword := 'button';
    end if;
  elsif p_message.kind in ('text', 'image', 'video', 'document') and char_length(p_message.body) <= 600 then
    select w.effect, w.keyword into effect, keyword from app.opt_wish(p_message.tenant_id, p_message.body) w;
  end if;
end;
$$;
revoke execute on function app.opt_effect_of(public.conversation_messages) from public, anon, authenticated;
