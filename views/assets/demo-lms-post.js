document.getElementById('post-form').submit();
